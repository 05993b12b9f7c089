"""What PyInstaller reads when it freezes a program that imports ntfp."""

from ntfp.freezing import data_files, hidden_modules

datas = data_files()
hiddenimports = hidden_modules()

from ntfp.facts.source import memory_source


def test_bytes_at_hand_are_opened_like_a_file() -> None:
    source = memory_source(b"0123456789", "hal.dll", 5)
    opened = source.open()
    assert (source.label, source.name, opened.size, opened.mtime_ns) == ("hal.dll", "hal.dll", 10, 5)
    assert opened.read_at(2, 3) == b"234"
    assert opened.read_at(8, 30) == b"89"
    assert opened.read_at(10, 1) == opened.read_at(1 << 70, 1) == b""
    opened.close()

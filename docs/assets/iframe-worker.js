/* Search without a server: a browser starts no worker for a page that was opened from a folder, so there its script runs
   in a hidden frame instead. Served by a host, nothing here is used. */
if (location.protocol === "file:") {
  window.Worker = class extends EventTarget {
    constructor(script) {
      super()
      this.frame = document.createElement("iframe")
      this.frame.hidden = true
      document.body.appendChild(this.frame)
      const inside = this.frame.contentWindow
      const base = new URL(script, location)
      const load = (url) =>
        new Promise((done, failed) => {
          const element = inside.document.createElement("script")
          element.src = new URL(url, base).href
          element.onload = done
          element.onerror = () => failed(new Error(`${url} cannot be loaded`))
          inside.document.body.appendChild(element)
        })
      inside.importScripts = (...urls) => urls.reduce((before, url) => before.then(() => load(url)), Promise.resolve())
      inside.postMessage = (data) => {
        const message = new MessageEvent("message", { data })
        this.dispatchEvent(message)
        if (this.onmessage) this.onmessage(message)
      }
      this.ready = load(base)
    }
    postMessage(data) {
      this.ready.then(() => this.frame.contentWindow.dispatchEvent(new MessageEvent("message", { data })))
    }
    terminate() {
      this.frame.remove()
    }
  }
}

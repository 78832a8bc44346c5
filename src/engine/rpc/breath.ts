/** Other messages to this thread are received meanwhile. */
const turn = (): Promise<void> =>
  new Promise((done) => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = () => {
      port1.close()
      done()
    }
    port2.postMessage(0)
  })

/** Where a worker in the middle of a request hears that it is to rest, and does until it is to go on. */
export class Breath {
  #rest: Promise<void> | undefined
  #goOn: () => void = () => undefined

  rest(on: boolean): void {
    if (on)
      this.#rest ??= new Promise((done) => {
        this.#goOn = done
      })
    else {
      this.#rest = undefined
      this.#goOn()
    }
  }

  async take(): Promise<void> {
    await turn()
    while (this.#rest) await this.#rest
  }
}

/** Lists of small integers, one after the other: `items[starts[i]…starts[i + 1]]` is the list of `i`. */
export interface Lists {
  readonly starts: Int32Array
  readonly items: Int32Array
}

/** Calls `see` with the items of list `i`. */
export const eachOf = (lists: Lists, i: number, see: (item: number) => void): void => {
  for (let k = lists.starts[i] ?? 0; k < (lists.starts[i + 1] ?? 0); k++) see(lists.items[k] ?? 0)
}

/** `size` lists that are written one after the other. */
export class ListsWriter {
  private readonly starts: Int32Array
  private items: Int32Array
  private ended = 0
  private length = 0
  /** `room` is how many items there may be in all; it grows with what comes. */
  constructor(size: number, room: number) {
    this.starts = new Int32Array(size + 1)
    this.items = new Int32Array(room)
  }
  put(item: number): void {
    if (this.length === this.items.length) this.grow()
    this.items[this.length] = item
    this.length++
  }
  private grow(): void {
    const more = new Int32Array(2 * this.length + 16)
    more.set(this.items)
    this.items = more
  }
  /** The list is complete; what follows belongs to the next one. */
  end(): void {
    this.ended++
    this.starts[this.ended] = this.length
  }
  done(): Lists {
    return { starts: this.starts, items: this.items.slice(0, this.length) }
  }
}

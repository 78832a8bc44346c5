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
  private readonly items: number[] = []
  private ended = 0
  constructor(size: number) {
    this.starts = new Int32Array(size + 1)
  }
  put(item: number): void {
    this.items.push(item)
  }
  /** The list is complete; what follows belongs to the next one. */
  end(): void {
    this.ended++
    this.starts[this.ended] = this.items.length
  }
  done(): Lists {
    return { starts: this.starts, items: new Int32Array(this.items) }
  }
}

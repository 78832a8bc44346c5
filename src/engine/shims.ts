/**
 * pg-mem expects Node's globals. A browser worker gets just those that it touches. This module must be imported
 * before pg-mem, and does nothing where the globals are there.
 */
class BytesBuffer extends Uint8Array {
  static override from(source: unknown): BytesBuffer {
    if (typeof source === 'string') return new BytesBuffer(new TextEncoder().encode(source))
    return new BytesBuffer(source as ArrayLike<number>)
  }
  static alloc(size: number): BytesBuffer {
    return new BytesBuffer(size)
  }
  static isBuffer(v: unknown): boolean {
    return v instanceof BytesBuffer
  }
  static compare(a: Uint8Array, b: Uint8Array): number {
    const n = Math.min(a.length, b.length)
    for (let i = 0; i < n; i++) {
      const d = (a[i] ?? 0) - (b[i] ?? 0)
      if (d !== 0) return Math.sign(d)
    }
    return Math.sign(a.length - b.length)
  }
  copy(target: Uint8Array): number {
    target.set(this.subarray(0, target.length))
    return Math.min(this.length, target.length)
  }
}

const scope = globalThis as unknown as Record<string, unknown>
scope.global ??= globalThis
scope.Buffer ??= BytesBuffer
scope.process ??= { env: {}, cwd: () => '/', nextTick: (f: () => void) => queueMicrotask(f) }

export const shimmed = true

const block = 512
const sizeAt = 124
const sumAt = 148

const padded = (n) => Math.ceil(n / block) * block

/** A header says how long its file is, in octal digits, and what its own bytes add up to with blanks for that sum. */
const headerFor = (header, size) => {
  const out = Buffer.from(header)
  out.write(`${size.toString(8).padStart(11, '0')}\0`, sizeAt, 'latin1')
  out.fill(' ', sumAt, sumAt + 8)
  const sum = out.reduce((a, b) => a + b, 0)
  out.write(`${sum.toString(8).padStart(6, '0')}\0 `, sumAt, 'latin1')
  return out
}

/**
 * A tar whose files `change` has seen: it gives a file's new bytes, or undefined to leave it out.
 * @param {Buffer} tar with names of fewer than 100 bytes
 * @param {(name: string, bytes: Buffer) => Buffer | undefined} change
 */
export const changeTar = (tar, change) => {
  const out = []
  for (let at = 0; at + block <= tar.length; ) {
    const header = tar.subarray(at, at + block)
    const name = header.toString('latin1', 0, header.indexOf(0))
    if (name === '') break
    const size = Number.parseInt(header.toString('latin1', sizeAt, sizeAt + 12), 8) || 0
    const bytes = change(name, tar.subarray(at + block, at + block + size))
    at += block + padded(size)
    if (bytes === undefined) continue
    out.push(headerFor(header, bytes.length), bytes, Buffer.alloc(padded(bytes.length) - bytes.length))
  }
  return Buffer.concat([...out, Buffer.alloc(2 * block)])
}

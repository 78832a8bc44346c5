/** Bytes of the ready data directory. */
export const fetchSnapshot = async (url: string): Promise<Uint8Array> => {
  const response = await fetch(url)
  if (!response.ok) throw new Error(`the database's data could not be fetched: HTTP ${response.status}`)
  return new Uint8Array(await response.arrayBuffer())
}

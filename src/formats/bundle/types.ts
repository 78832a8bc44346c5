/** A text file of the bundle; the path is relative, with forward slashes. */
export interface BundleFile {
  readonly path: string
  readonly text: string
}

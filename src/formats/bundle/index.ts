export { bundleFiles, bundleName } from './bundle.ts'
export type { BundleFile } from './types.ts'
export { zipBundle } from './zip.ts'

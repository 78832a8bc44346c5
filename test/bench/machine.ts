import { availableParallelism, cpus, loadavg, platform, release, totalmem } from 'node:os'

/** What the figures were taken on. `load` is the mean number of busy tasks of the minute before. */
export interface Machine {
  readonly cores: number
  readonly cpu: string
  readonly memoryGB: number
  readonly system: string
  readonly node: string
  readonly chromium: string
  readonly load: number
}

export const machine = (chromium: string): Machine => ({
  cores: availableParallelism(),
  cpu: cpus()[0]?.model.trim() ?? 'unknown',
  memoryGB: Math.round(totalmem() / 2 ** 30),
  system: `${platform()} ${release()}`,
  node: process.version,
  chromium,
  load: Math.round((loadavg()[0] ?? 0) * 10) / 10,
})

export const machineText = (m: Machine): string =>
  [
    `${m.cores} cores, ${m.cpu}, ${m.memoryGB} GB, ${m.system}`,
    `Node ${m.node}, Chromium ${m.chromium}, load ${m.load} at the start`,
  ].join('\n')

/** The door of the canvas: the component, its keymap, and its commands for the palette. */
export { Canvas } from './Canvas.tsx'
export { canvasCommands, leadTo, runCanvas } from './commands.ts'
export { type CanvasKey, canvasGestures, canvasKeys } from './keys.ts'

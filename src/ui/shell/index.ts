import './shell.css'

export { mount } from './mount.tsx'

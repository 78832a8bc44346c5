import './ui/kit/tokens.css'
import './ui/kit/base.css'
import './ui/kit/buttons.css'
import './ui/kit/fields.css'
import './ui/kit/controls.css'
import './ui/kit/floats.css'
import { mount } from './ui/shell/index.ts'

const root = document.getElementById('root')
if (root === null) throw new Error('index.html has no #root')
mount(root)

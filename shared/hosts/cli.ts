#!/usr/bin/env node
import { project } from './project.ts';

const { main } = (await import(project.commandLine.href)) as typeof import('./cli/main.ts');
await main(process.argv.slice(2));

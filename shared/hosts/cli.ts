#!/usr/bin/env node
import { project } from './project.ts';

await import(project.commandLine.href);

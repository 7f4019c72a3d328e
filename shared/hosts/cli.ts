#!/usr/bin/env node
import { enableCompileCache } from 'node:module';

// Compiled once, every later start is quicker; so the rest is loaded after this line.
enableCompileCache();
const { main } = await import('./cli/main.ts');
await main(process.argv);

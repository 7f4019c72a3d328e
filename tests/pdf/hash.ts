import { createHash } from 'node:crypto';
import { renderTree } from '#shared/core/pdf/render.ts';
import { sampleTree } from '../support/tree.ts';
import { NOW, testFonts } from './fonts.ts';

/** Prints the digest of the sample's PDF: run in processes of their own, it must always be the same. */
const { bytes } = await renderTree(sampleTree(), { fonts: testFonts(), now: NOW });
process.stdout.write(createHash('sha256').update(bytes).digest('hex'));

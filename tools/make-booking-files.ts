/**
 * Writes the sandbox's booking files to a folder, to try the upload by hand:
 * `npx tsx tools/make-booking-files.ts [folder]` (default: `.sandbox/files`).
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type BookingFile,
  correctFile,
  failingFile,
  fromDatevSample,
  headerFaults,
  untouchedSample,
  withCanaries,
} from '../packages/sandbox/booking-files';

const folder = process.argv[2] ?? join('.sandbox', 'files');
const files: readonly BookingFile[] = [
  correctFile(),
  failingFile(),
  untouchedSample(),
  withCanaries().file,
  withCanaries({ failing: true, name: 'EXTF_Kanarien_fehlerhaft.csv' }).file,
  ...headerFaults.map((fault) => fault.file()),
];

mkdirSync(folder, { recursive: true });
for (const file of files) writeFileSync(join(folder, file.name), file.bytes);
const source = fromDatevSample()
  ? 'DATEV’s sample'
  : 'our own small stack (DATEV’s sample is not beside the project)';
process.stdout.write(`${files.length} files in ${folder}, made from ${source}\n`);

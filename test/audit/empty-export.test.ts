import '../support/forge-globals';
import { expect, it } from 'vitest';
import { auditLines } from '../../src/flows/people/export-audit';
import { storage } from '../support/kv-storage';

it('the log of an installation that wrote nothing yet is a file, too: a head that says so, and what closes it', async () => {
  storage();
  const { lines, next } = await auditLines(undefined);
  expect(next).toBeUndefined();
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([
    { what: 'audit-export', from: { seq: 1, prevHash: '' }, to: { seq: 0, hash: '' } },
    { what: 'audit-end', count: 0, lastHash: '' },
  ]);
});

import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { chain } from '../../src/audit/chain';
import { footOf, headOf, lineOf } from '../../src/audit/export';
import { pack } from '../../src/dxso/archive/zip';
import { writePackage } from '../../src/dxso/package-write';
import { sha256 } from '../../src/platform/bytes';
import { packageOf } from '../dxso/packages';
import { fileText, latin, utf8 } from '../extf/files';
import { program } from '../support/program';

const dir = mkdtempSync(join(tmpdir(), 'terminal-'));
afterAll(() => rmSync(dir, { recursive: true }));

/** Writes a file and says where. */
function file(name: string, bytes: Uint8Array): string {
  writeFileSync(join(dir, name), bytes);
  return join(dir, name);
}

function run(tool: 'extf' | 'dxso' | 'verify-audit', ...args: readonly string[]) {
  const started = [...program(`tools/${tool}.ts`), ...args];
  const { status, stdout, stderr } = spawnSync(process.execPath, started, { encoding: 'utf8' });
  return { status, stdout, stderr };
}

describe('extf at the terminal', () => {
  const whole = file('EXTF_whole.csv', utf8(fileText()));
  const out = join(dir, 'out.csv');

  it('edit refuses a value that would shift the row, says why and writes nothing', () => {
    const edit = run(
      'extf',
      'edit',
      whole,
      out,
      '--row',
      '1',
      '--field',
      '1',
      '--value',
      'a;b',
      '--lang',
      'en',
    );
    expect(edit).toMatchObject({ status: 1, stderr: expect.stringContaining('would shift the whole row') });
    expect(existsSync(out)).toBe(false);
  });

  it('check says of rows that nobody looked at that they are not checked', () => {
    const file20 = { 3: '20', 4: '"Kontenbeschriftungen"', 5: '2', 15: '', 16: '' };
    const { stdout } = run('extf', 'check', file('EXTF_names.csv', utf8(fileText(file20))), '--lang', 'en');
    expect(stdout).toContain('1 booking rows (not checked)');
    expect(run('extf', 'check', whole, '--lang', 'en').stdout).toContain('1 booking rows, 0 errors, 0 notes');
  });

  it('rewrite refuses bytes that are no characters, and writes nothing', () => {
    const dos = file('EXTF_dos.csv', latin(fileText().replace('Rechnungen', 'Geb\u0081hren')));
    expect(run('extf', 'rewrite', dos, out)).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('Bytes, die keine Zeichen sind'),
    });
    expect(existsSync(out)).toBe(false);
    expect(run('extf', 'rewrite', whole, out).status).toBe(0);
    expect(readFileSync(out)).toEqual(readFileSync(whole));
  });
});

describe('dxso at the terminal', () => {
  it('checks an archive as it checks a folder', () => {
    const archive = file('package.zip', pack(writePackage(packageOf())));
    const { status, stdout } = run('dxso', 'check', archive, '--json');
    expect({ status, ...JSON.parse(stdout) }).toMatchObject({ status: 0, documents: 1, rows: 1, errors: 0 });
  });

  it('says in words why a file is no package', () => {
    const { status, stderr } = run('dxso', 'check', file('note.txt', latin('hello')), '--lang', 'en');
    expect(status).toBe(2);
    expect(stderr).toMatch(/note\.txt: .*ZIP/);
    expect(stderr).not.toMatch(/ENO/);
  });
});

describe('verify-audit at the terminal', () => {
  const at = '2026-12-01T09:00:00.000Z';
  const entry = chain(undefined, { subject: 'config', at, actor: { kind: 'app' }, event: {} }, sha256);
  const head = headOf(
    {
      ...{ chain: 'config', madeAt: at, installation: 'i', app: '1' },
      ...{ from: { seq: 1, prevHash: '' }, to: { seq: 1, hash: entry.hash } },
    },
    sha256,
  );
  const lines = [head, entry, footOf(head, sha256)].map((line) => `${lineOf(line)}\n`);

  it('says in words whether a file is whole, in which line it is not, or that it is none', () => {
    const whole = file('audit.ndjson', Buffer.from(lines.join('')));
    expect(run('verify-audit', whole, '--lang', 'en')).toMatchObject({
      status: 0,
      stdout: expect.stringMatching(/^Intact: 1 entries.*\nLast hash: [0-9a-f]{64}/),
    });
    const edited = file(
      'edited.ndjson',
      Buffer.from(lines.map((line, n) => (n === 1 ? line.replace('config', 'conflg') : line)).join('')),
    );
    expect(run('verify-audit', edited)).toMatchObject({
      status: 1,
      stdout: expect.stringContaining('Zeile 2: Eintrag 1 wurde geändert'),
    });
    expect(run('verify-audit', file('none.txt', utf8('hello\n')), '--lang', 'en').status).toBe(2);
    expect(run('verify-audit', join(dir, 'not-there'), '--lang', 'en').status).toBe(2);
    expect(run('verify-audit').status).toBe(2);
  });
});

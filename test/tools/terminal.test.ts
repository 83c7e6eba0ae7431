import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { pack } from '../../src/dxso/archive/zip';
import { writePackage } from '../../src/dxso/package-write';
import { packageOf } from '../dxso/packages';
import { fileText, latin, utf8 } from '../extf/files';

const dir = mkdtempSync(join(tmpdir(), 'terminal-'));
afterAll(() => rmSync(dir, { recursive: true }));

/** Writes a file and says where. */
function file(name: string, bytes: Uint8Array): string {
  writeFileSync(join(dir, name), bytes);
  return join(dir, name);
}

function run(tool: 'extf' | 'dxso', ...args: readonly string[]) {
  const program = [join('node_modules', 'tsx', 'dist', 'cli.mjs'), join('tools', `${tool}.ts`), ...args];
  const { status, stdout, stderr } = spawnSync(process.execPath, program, { encoding: 'utf8' });
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

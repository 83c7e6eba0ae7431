import { describe, expect, it } from 'vitest';
import { MAX_RAW_BYTES } from '../../src/contract/upload-limits';
import { check } from '../../static/shared/files/check-chosen';

const WANTED = { mandant: '29098-55003', takes: 'any' } as const;

/** A file of a size, and how often it was read. */
function file(name: string, size: number) {
  const read = { times: 0 };
  const content = () => {
    read.times++;
    return Promise.resolve(new ArrayBuffer(4));
  };
  return { read, file: { name, size, arrayBuffer: content } as unknown as File };
}

async function chosen(files: readonly ReturnType<typeof file>[], lang: 'de' | 'en' = 'de') {
  const [, event] = await check(
    files.map((one) => one.file),
    WANTED,
    { lang },
  );
  return { event, read: files.reduce((sum, { read }) => sum + read.times, 0) };
}

describe('a file without a byte', () => {
  it.each(['scan.pdf', 'EXTF_1.csv', 'paket.zip'])(
    '%s is refused before it is read or sent',
    async (name) => {
      const { event, read } = await chosen([file(name, 0)]);
      expect(read).toBe(0);
      expect(event).toMatchObject({
        on: 'failed',
        mayGoOn: false,
        problem: {
          code: 'file.empty',
          title: 'Die Datei ist leer.',
          remedy: expect.not.stringContaining('Stapel'),
        },
      });
    },
  );
});

describe('a file that is too big', () => {
  it('is refused by its size, before it is read, and told both', async () => {
    const de = await chosen([file('a.csv', 61_200_000)]);
    expect(de.read).toBe(0);
    expect(de.event).toMatchObject({
      on: 'failed',
      mayGoOn: false,
      problem: { code: 'file.too-large', title: 'Die Datei ist 61,2 MB groß; höchstens 50 MB sind möglich.' },
    });
    const byOne = await chosen([file('a.csv', MAX_RAW_BYTES + 1)]);
    expect(byOne.event).toMatchObject({ problem: { title: expect.stringContaining('50,1 MB groß') } });
    const en = await chosen([file('a.csv', 61_200_000)], 'en');
    expect(en.event).toMatchObject({ problem: { title: expect.stringMatching(/61\.2 MB.* 50 MB/) } });
  });

  it('counts together with the others of its package', async () => {
    const half = MAX_RAW_BYTES / 2;
    const { event, read } = await chosen([file('a.pdf', half), file('document.xml', half), file('b.pdf', 1)]);
    expect(read).toBe(0);
    expect(event).toMatchObject({ problem: { title: expect.stringContaining('zusammen') } });
  });

  it('is read when it has exactly what is possible', async () => {
    const { event, read } = await chosen([file('a.csv', MAX_RAW_BYTES)]);
    expect([event.on, read]).toEqual(['checked', 1]);
    const together = [file('document.xml', MAX_RAW_BYTES - 1), file('a.pdf', 1)];
    expect((await chosen(together)).read).toBe(2);
  });
});

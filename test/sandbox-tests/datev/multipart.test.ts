import { describe, expect, it } from 'vitest';
import { readMultipart } from '../../../packages/sandbox/datev/multipart';
import { MULTIPART, multipart } from './dco-bench';

const TYPE = MULTIPART['content-type'];

describe('a multipart body', () => {
  it('is read as Node and browsers write it', async () => {
    const form = new FormData();
    const content = Uint8Array.from({ length: 256 }, (_, at) => at);
    form.append('files', new Blob([content], { type: 'application/pdf' }), 'Süd "A".pdf');
    form.append('metadata', '{"note":"ä"}');
    const sent = new Response(form);
    const type = sent.headers.get('content-type') ?? '';
    const parts = readMultipart(type, new Uint8Array(await sent.arrayBuffer()));
    expect(parts).toHaveLength(2);
    expect(parts?.[0]).toMatchObject({ name: 'files', filename: 'Süd "A".pdf', type: 'application/pdf' });
    expect(Buffer.from(parts?.[0]?.content ?? []).equals(Buffer.from(content))).toBe(true);
    expect(Buffer.from(parts?.[1]?.content ?? []).toString()).toBe('{"note":"ä"}');
    expect(parts?.[1]).not.toHaveProperty('filename');
  });

  it('may name its boundary in quotes, with an equals sign in it, as DATEV’s example does', () => {
    const body =
      '------=_Part_2\r\nContent-Disposition: form-data; name="files"; filename="a.xml"\r\n\r\nx\r\n------=_Part_2--';
    const parts = readMultipart('multipart/form-data; boundary="----=_Part_2"', Buffer.from(body));
    expect(parts).toMatchObject([{ name: 'files', filename: 'a.xml' }]);
  });

  it('may hold line breaks and dashes in its content', () => {
    const content = '\r\n--\r\n----kanzlei\r\n';
    const [part] = readMultipart(TYPE, multipart({ name: 'file', content })) ?? [];
    expect(Buffer.from(part?.content ?? []).toString()).toBe(content);
  });

  it.each([
    ['another boundary', 'multipart/form-data; boundary=other', multipart({ name: 'a', content: 'x' })],
    ['no boundary', 'multipart/form-data', multipart({ name: 'a', content: 'x' })],
    ['another type', 'multipart/mixed; boundary=x', Buffer.from('--x--')],
    ['no end', TYPE, multipart({ name: 'a', content: 'x' }).subarray(0, -6)],
    ['nothing', TYPE, new Uint8Array()],
    [
      'a part without a name',
      'multipart/form-data; boundary=x',
      Buffer.from('--x\r\nContent-Disposition: form-data\r\n\r\ny\r\n--x--'),
    ],
    ['a part without headers', 'multipart/form-data; boundary=x', Buffer.from('--x\r\n\r\ny\r\n--x--')],
    [
      'bare line feeds',
      'multipart/form-data; boundary=x',
      Buffer.from('--x\nContent-Disposition: form-data; name="a"\n\ny\n--x--'),
    ],
  ])('is none with %s', (_, type, body) => {
    expect(readMultipart(type, body)).toBeUndefined();
  });
});

import { describe, expect, it } from 'vitest';
import { byName, inOrder } from '../../static/desk/bulk/order';

const row = (fileName: string, mandant = '455148-1', submissionId = 's1') => ({
  fileName,
  mandant,
  submissionId,
});

describe('files of one cause', () => {
  it('stand by name as people count, those of one name by Mandant, however the list came', () => {
    const rows = [
      row('EXTF_10.csv'),
      row('EXTF_2.csv', '455148-10', 's2'),
      row('EXTF_2.csv', '455148-2', 's4'),
      row('EXTF_2.csv', '455148-2', 's3'),
      row('Äpfel.csv'),
      row('Birnen.csv'),
    ];
    const shown = inOrder(rows, 'de').map((one) => `${one.fileName} ${one.mandant} ${one.submissionId}`);
    expect(shown).toEqual([
      'Äpfel.csv 455148-1 s1',
      'Birnen.csv 455148-1 s1',
      'EXTF_2.csv 455148-2 s3',
      'EXTF_2.csv 455148-2 s4',
      'EXTF_2.csv 455148-10 s2',
      'EXTF_10.csv 455148-1 s1',
    ]);
    expect(inOrder(rows.toReversed(), 'de')).toEqual(inOrder(rows, 'de'));
  });

  it('that were dropped stand likewise', () => {
    const names = ['Stapel 11.csv', 'Stapel 9.csv', 'Stapel 1.csv'].map((name) => ({ name }));
    expect(byName(names, 'en').map(({ name }) => name)).toEqual([
      'Stapel 1.csv',
      'Stapel 9.csv',
      'Stapel 11.csv',
    ]);
  });

  it('are in order, ten thousand of them, too', () => {
    const rows = Array.from({ length: 10_000 }, (_, n) => row(`EXTF_Stapel_${(n * 7919) % 10_000}.csv`));
    const [first, , , , , , , , , , eleventh] = inOrder(rows, 'de');
    expect([first?.fileName, eleventh?.fileName]).toEqual(['EXTF_Stapel_0.csv', 'EXTF_Stapel_10.csv']);
  });
});

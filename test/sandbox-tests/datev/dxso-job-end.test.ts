import { describe, expect, it } from 'vitest';
import { bench, ifJudged, OTHER } from './bench';
import {
  bytes,
  createJob,
  documentXml,
  dxso,
  ended,
  finish,
  JOBS,
  json,
  PAYABLE,
  protocolOf,
  read,
  refusal,
  statusAt,
  uploadTo,
} from './dco-bench';

const GUID = 'ac4d376f-d081-4cb3-98de-190fa93b500e';
const PACKAGE = {
  'a.xml': '<LedgerImport/>',
  'a.pdf': '%PDF',
  'document.xml': documentXml([{ guid: GUID, datafile: 'a.xml', file: 'a.pdf' }]),
};
const TWO = documentXml([
  { datafile: 'a.xml', file: 'a.pdf' },
  { datafile: 'b.xml', file: 'b.pdf' },
]);

describe('a finalised job ends', () => {
  it('with 2 where everything is there, and says where it went', () => {
    const on = bench();
    const id = ended(on, PACKAGE);
    expect(statusAt(on, id)).toBe(2);
    expect(on.datev.dxsoTaken()).toEqual([
      {
        environment: 'sandbox',
        mandant: '455148-1',
        jobId: id,
        guid: GUID,
        datafile: 'a.xml',
        files: ['a.pdf'],
      },
    ]);
    const entries = protocolOf(on, id);
    expect(entries.map(({ type }) => type)).not.toContain('error');
    expect(entries.filter(({ text }) => text === 'wurde empfangen!')).toHaveLength(3);
    expect(entries.at(3)).toMatchObject({
      text: 'wurde in die Belegverwaltung übernommen!',
      context: 'Beleg-ID Nr. AC4D376FD0814CB398DE190FA93B500E',
      filename: 'a.pdf',
    });
    expect(entries[0]?.time).toBe('2026-12-01T09:00:00+01:00');
  });

  it.each([
    ['no document.xml', { 'a.pdf': 'x' }],
    ['a document.xml that is no XML', { 'document.xml': '<archive><content></archive>' }],
    ['another root', { 'document.xml': '<a/>' }],
    ['no documents', { 'document.xml': documentXml([]) }],
    ['a document without files', { 'document.xml': documentXml([{}]) }],
    ['no file there', { 'document.xml': documentXml([{ datafile: 'a.xml', file: 'a.pdf' }]) }],
    [
      'another consultant',
      {
        ...PACKAGE,
        'document.xml': documentXml([{ file: 'a.pdf' }], '<consultantNumber>29098</consultantNumber>'),
      },
    ],
    [
      'another client',
      { ...PACKAGE, 'document.xml': documentXml([{ file: 'a.pdf' }], '<clientNumber>2</clientNumber>') },
    ],
    ['a GUID that is none', { ...PACKAGE, 'document.xml': documentXml([{ guid: 'x', file: 'a.pdf' }]) }],
  ])('with 3 for %s, and says so in German', (_, files) => {
    const on = bench();
    const id = ended(on, files);
    expect(statusAt(on, id)).toBe(3);
    expect(on.datev.dxsoTaken()).toEqual([]);
    const errors = protocolOf(on, id).filter(({ type }) => type === 'error');
    expect(errors.length).toBeGreaterThan(0);
    for (const { text } of errors) expect(text).toMatch(/wurde|gehört|ungültig|nennt|enthält|kann|ist/);
  });

  it('with 2 without numbers in the header', () => {
    const on = bench();
    const id = ended(on, { ...PACKAGE, 'document.xml': documentXml([{ file: 'a.pdf' }], '') });
    expect(statusAt(on, id)).toBe(2);
  });

  it('with 4 where only some documents are whole, and names the missing files', () => {
    const on = bench();
    const id = ended(on, { ...PACKAGE, 'b.xml': 'x', 'document.xml': TWO });
    expect(statusAt(on, id)).toBe(4);
    expect(on.datev.dxsoTaken().map(({ datafile }) => datafile)).toEqual(['a.xml']);
    const errors = protocolOf(on, id).filter(({ type }) => type === 'error');
    expect(errors.map(({ filename }) => filename)).toEqual(['b.pdf']);
  });

  it('with 2 and a warning for a GUID that came before', () => {
    const on = bench();
    ended(on, PACKAGE);
    const id = ended(on, PACKAGE);
    expect(statusAt(on, id)).toBe(2);
    expect(on.datev.dxsoTaken()).toHaveLength(1);
    expect(protocolOf(on, id).filter(({ type }) => type === 'warning')).toMatchObject([
      { filename: 'a.pdf', context: 'Beleg-ID Nr. AC4D376FD0814CB398DE190FA93B500E' },
    ]);
  });

  it.each([
    [2, ['a.xml', 'b.xml']],
    [3, []],
    [4, ['a.xml']],
    [5, []],
    [6, ['a.xml', 'b.xml']],
  ] as const)('with %i when it is ordered, having taken %j', (status, taken) => {
    const on = bench();
    on.datev.endDxsoNext({ status, mandant: '455148-1' });
    const files = { ...PACKAGE, 'b.xml': 'x', 'b.pdf': 'x', 'document.xml': TWO };
    const id = ended(on, files);
    expect(statusAt(on, id)).toBe(status);
    expect(on.datev.dxsoTaken().map(({ datafile }) => datafile)).toEqual(taken);
    expect(protocolOf(on, id).length).toBeGreaterThan(5);
    expect(statusAt(on, ended(on, files))).toBe(2);
  });

  it('with the ordered words, as often as ordered and for the ordered Mandant', () => {
    const on = bench();
    const entries = [{ text: 'Der BU-Schlüssel 9 ist ungültig!', type: 'error', filename: 'a.xml' }] as const;
    on.datev.endDxsoNext({ status: 3, mandant: '455148-2' });
    on.datev.endDxsoNext({ status: 4, entries, times: 2 });
    const files = { ...PACKAGE, 'b.xml': 'x', 'b.pdf': 'x', 'document.xml': TWO };
    for (const expected of [4, 4, 2]) expect(statusAt(on, ended(on, files))).toBe(expected);
    const [first] = on.datev.dxsoJobs();
    expect(protocolOf(on, first?.id ?? '').filter(({ type }) => type === 'error')).toMatchObject(entries);
    expect(on.datev.dxsoTaken().map(({ datafile }) => datafile)).toEqual([
      'b.xml',
      'b.xml',
      'a.xml',
      'b.xml',
    ]);
  });
});

describe('the protocol', () => {
  it('is there from the first file on, and gone after sixty days or when dropped', () => {
    const on = bench();
    const { id } = read(createJob(on));
    expect(protocolOf(on, id)).toEqual([]);
    uploadTo(on, id);
    expect(protocolOf(on, id)).toHaveLength(1);
    on.datev.dropProtocol(id.toLowerCase());
    expect(refusal(dxso(on, `${JOBS}/${id}/protocol-entries`))).toBe('404');
    expect(statusAt(on, id)).toBe(0);
    const other = ended(on, PACKAGE);
    on.advance(59 * 86_400_000);
    expect(protocolOf(on, other).length).toBeGreaterThan(3);
    on.advance(86_400_000);
    expect(refusal(dxso(on, `${JOBS}/${other}/protocol-entries`))).toBe('404');
    expect(refusal(dxso(on, `${JOBS}/${other}`))).toBe('404');
    expect(() => on.datev.dropProtocol('x')).toThrow();
  });

  it('tells the time by the clock of Nürnberg', () => {
    const on = bench();
    const summer = Date.UTC(2027, 5, 1, 8) - Date.UTC(2026, 11, 1, 8);
    on.advance(summer);
    const { id } = read(createJob(on, {}));
    uploadTo(on, id);
    expect(protocolOf(on, id)[0]?.time).toBe('2027-06-01T10:00:00+02:00');
  });
});

describe('what DATEV leaves to the programs', () => {
  const CASH = { import_type: 'cashLedgerImport', accounting_month: '2026-09' };
  it('is written down: a second job for one kind and month', () => {
    const on = bench();
    createJob(on);
    createJob(on, { ...PAYABLE, accounting_month: '2026-09' });
    createJob(on, { ...PAYABLE, import_type: 'accountsReceivableLedgerImport' });
    createJob(on, PAYABLE, { headers: OTHER });
    expect(on.datev.dxsoBreaches()).toEqual([]);
    createJob(on);
    expect(on.datev.dxsoBreaches()).toEqual([expect.stringContaining('accountsPayableLedgerImport')]);
  });

  it('is written down: two cash jobs in parallel, open or at work', () => {
    const on = bench();
    const { id } = read(createJob(on, CASH));
    finish(on, id);
    createJob(on, { ...CASH, accounting_month: '2026-10' });
    expect(on.datev.dxsoBreaches()).toEqual([expect.stringContaining('two cash jobs')]);
    const next = bench();
    finish(next, read(createJob(next, CASH)).id);
    next.advance(3_600_000);
    createJob(next, { ...CASH, accounting_month: '2026-10' });
    expect(next.datev.dxsoBreaches()).toEqual([]);
  });
});

describe('faults that are ordered', () => {
  it('are answered as documented, before or after the effect', () => {
    const on = bench();
    on.datev.answerNext(503, { operation: 'createDxsoJob' });
    expect(refusal(createJob(on))).toBe('503');
    on.datev.answerNext(503, { operation: 'createDxsoJob', afterEffect: true });
    expect(refusal(createJob(on))).toBe('503');
    expect(on.datev.dxsoJobs()).toHaveLength(1);
    for (const status of [400, 401, 403, 404, 405, 406, 413, 415, 429, 500, 502]) {
      on.datev.answerNext(status, { operation: 'uploadDxsoFile' });
      expect(uploadTo(on, on.datev.dxsoJobs()[0]?.id ?? '').status).toBe(status);
    }
    expect(on.datev.dxsoJobs()[0]?.files).toEqual([]);
  });

  it('may be any status at the other APIs, too', () => {
    const on = bench();
    for (const status of [400, 401, 403, 404, 405, 406, 413, 415, 500]) {
      on.datev.answerNext(status, { operation: 'importExtfFile' });
      expect(on.post(bytes(10)).status).toBe(status);
    }
    on.datev.refuseNext({ operation: 'importExtfFile', code: '1008832', status: 400 });
    expect(read(on.post(bytes(10))).type).toBe('http://www.datev.de/hilfe/1008832');
    expect(() => on.datev.refuseNext({ operation: 'getClient', code: '1', status: 400 })).toThrow();
  });
});

describe('the judge', () => {
  it('sees requests that break the document', () => {
    const on = bench();
    const { id } = read(createJob(on));
    const wrongs = [
      createJob(on, { ...PAYABLE, accounting_month: '2026-10-01' }).wrong,
      createJob(on, { ...PAYABLE, colour: 'red' }).wrong,
      uploadTo(on, id, { name: 'file' }).wrong,
      finish(on, id, { ready: true }).wrong,
      dxso(on, `${JOBS}/${id}`, {
        method: 'PUT',
        headers: { 'content-type': 'application/json' },
        body: json({ ready: 'true' }),
      }).wrong,
    ];
    for (const wrong of wrongs) expect(Math.min(wrong.length, 1)).toBe(ifJudged(1));
  });
});

describe('the state', () => {
  it('goes through JSON with jobs, orders and views', () => {
    const on = bench();
    on.datev.endDxsoNext({ status: 5 });
    const { id } = read(createJob(on));
    uploadTo(on, id, { filename: 'document.xml', content: documentXml([{ file: 'a.pdf' }]) });
    const kept = JSON.parse(JSON.stringify(on.datev.snapshot()));
    const other = bench();
    other.datev.restore(kept);
    expect(other.datev.wholeState()).toEqual(on.datev.wholeState());
    expect(finish(other, id).status).toBe(204);
    other.advance(3_600_000);
    expect(statusAt(other, id)).toBe(5);
    expect(other.datev.wholeState().dxsoJobs).toMatchObject([{ id, status: 5, program: 'DATEV for Jira' }]);
    expect(() => other.datev.restore({ v: 1, openid: {} })).toThrow();
  });

  it('counts what is no GET as a post', () => {
    const on = bench();
    const { id } = read(createJob(on));
    uploadTo(on, id);
    finish(on, id);
    dxso(on, `${JOBS}/${id}`, { method: 'DELETE' });
    statusAt(on, id);
    const meter = on.datev.meters()['DATEV for Jira']?.['455148-1'];
    expect(meter).toEqual({ gets: 1, posts: 4, early: 0, errors: 1 });
  });
});

import { describe, expect, it } from 'vitest';
import { bench } from './bench';
import {
  bytes,
  createJob,
  dxso,
  finish,
  JOBS,
  json,
  MULTIPART,
  multipart,
  PAYABLE,
  read,
  refusal,
  statusAt,
  uploadTo,
} from './dco-bench';

describe('clients of accounting:dxso-jobs', () => {
  it('are listed with numbers as numbers', () => {
    const on = bench();
    const [first] = read(dxso(on, '/clients'));
    expect(first).toEqual({
      client_number: 1,
      consultant_number: 455148,
      id: '455148-1',
      name: 'Musterbau Nord GmbH',
    });
  });

  it('have three fiscal years with their ledgers', () => {
    const { is_document_management_available: belege, basic_accounting_information: years } = read(
      dxso(bench(), '/clients/455148-1'),
    );
    expect(belege).toBe(true);
    expect(years).toHaveLength(3);
    expect(years[2]).toEqual({
      fiscal_year_start: '2026-01-01',
      fiscal_year_end: '2026-12-31',
      account_length: 4,
      ledgers: {
        is_accounts_payable_ledger_available: true,
        is_accounts_receivable_ledger_available: true,
        is_cash_ledger_available: true,
      },
    });
  });

  it.each([
    ['/clients/455148-3', '403'],
    ['/clients/455148-99', '404'],
    ['/clients/x', '404'],
    ['/clients/455148-99/dxso-jobs/x', '404'],
  ])('%s is %s', (path, status) => {
    expect(refusal(dxso(bench(), path))).toBe(status);
  });

  it('are refused without rights, without scope, to a long-term token and where none is left', () => {
    const on = bench();
    const grant = { environment: 'sandbox', clientId: '*', displayName: 'P', vendor: 'P' } as const;
    on.datev.addToken('own', { ...grant, scopes: ['accounting:dxso-jobs'] });
    on.datev.addToken('read', { ...grant, scopes: ['accounting:clients:read'] });
    on.datev.addToken('long', { ...grant, scopes: ['accounting:dxso-jobs'], onlyMandant: '455148-1' });
    on.datev.addToken('extf', { ...grant, scopes: ['datev:accounting:extf-files-import'] });
    const as = (token: string) => ({ headers: { authorization: `Bearer ${token}` } });
    expect(dxso(on, '/clients', as('own')).status).toBe(200);
    expect(dxso(on, '/clients/455148-1', as('read')).status).toBe(200);
    expect(refusal(dxso(on, `${JOBS}/x`, as('read')))).toBe('403 #DCO01005');
    expect(refusal(dxso(on, '/clients', as('extf')))).toBe('403 #DCO01005');
    expect(refusal(dxso(on, '/clients', as('long')))).toBe('403');
    expect(refusal(dxso(on, '/clients/455148-2', as('long')))).toBe('403');
    expect(dxso(on, '/clients/455148-1', as('long')).status).toBe(200);
    expect(dxso(on, '/clients', as('nobody')).status).toBe(401);
    on.datev.setAccess('455148-1', false);
    expect(refusal(dxso(on, '/clients/455148-1'))).toBe('403');
    for (const client of [2, 3, 4, 5, 6]) on.datev.setAccess(`455148-${client}`, false);
    expect(refusal(dxso(on, '/clients'))).toBe('404');
  });

  it('are refused by the gateway for a wrong method and a wrong Accept', () => {
    const on = bench();
    expect(refusal(dxso(on, '/clients', { method: 'POST' }))).toBe('405');
    expect(refusal(dxso(on, `${JOBS}/x`, { method: 'POST' }))).toBe('405');
    expect(refusal(dxso(on, '/clients', { headers: { accept: 'text/html' } }))).toBe('406');
  });
});

describe('a job', () => {
  it.each([
    ['accountsPayableLedgerImport', { ledger_folder_names: ['Eingangsrechnungen'] }],
    ['accountsReceivableLedgerImport', { ledger_folder_names: ['Ausgangsrechnungen'] }],
    ['cashLedgerImport', { cash_ledger_names: ['Kasse'] }],
  ])('for %s comes with the names to put in', (import_type, names) => {
    const answer = createJob(bench(), { ...PAYABLE, import_type });
    expect(answer.status).toBe(201);
    expect(answer.wrong).toEqual([]);
    const { id, ...more } = read(answer);
    expect(id).toMatch(/^[\dA-F]{8}(-[\dA-F]{4}){3}-[\dA-F]{12}$/);
    expect(more).toEqual({ account_length: 4, ...names });
  });

  it('may be for nothing named, with {} or without a body', () => {
    const on = bench();
    expect(Object.keys(read(createJob(on, {})))).toEqual(['id']);
    const none = dxso(on, JOBS, { method: 'POST' });
    expect([none.status, none.wrong]).toEqual([201, []]);
  });

  it.each([
    ['a kind without month', { import_type: 'cashLedgerImport' }, '#DCO01017'],
    ['a month without kind', { accounting_month: '2026-10' }, '#DCO01017'],
    ['an unknown kind', { ...PAYABLE, import_type: 'invoice' }, '#DCO01008'],
    ['a month that is none', { ...PAYABLE, accounting_month: '2026-13' }, '#DCO01008'],
    ['a day for a month', { ...PAYABLE, accounting_month: '2026-10-01' }, '#DCO01008'],
    ['a list', [PAYABLE], '#DCO01008'],
    ['a month long past', { ...PAYABLE, accounting_month: '2023-12' }, '#DCO01002'],
    ['the year after the next', { ...PAYABLE, accounting_month: '2028-01' }, '#DCO01002'],
    ['cash of next year', { import_type: 'cashLedgerImport', accounting_month: '2027-01' }, '#DCO01002'],
  ])('is refused for %s', (_, body, code) => {
    expect(refusal(createJob(bench(), body))).toBe(`400 ${code}`);
  });

  it('is refused for a body of another kind or of none', () => {
    const on = bench();
    const as = (type: string | undefined) => createJob(on, PAYABLE, { headers: { 'content-type': type } });
    expect(refusal(as('text/plain'))).toBe('400 #DCO01008');
    expect(refusal(as(undefined))).toBe('400 #DCO01018');
    expect(refusal(createJob(on, PAYABLE, { body: Buffer.from('{') }))).toBe('400 #DCO01008');
  });

  it('makes the next fiscal year for invoices', () => {
    const on = bench();
    expect(createJob(on, { ...PAYABLE, accounting_month: '2027-01' }).status).toBe(201);
    const years = read(dxso(on, '/clients/455148-1')).basic_accounting_information;
    expect(years).toHaveLength(3);
    expect(years[2]).toMatchObject({ fiscal_year_start: '2027-01-01', fiscal_year_end: '2027-12-31' });
    expect(years[2].ledgers.is_cash_ledger_available).toBe(false);
  });

  it('knows other fiscal years, account lengths and names', () => {
    const on = bench();
    const ledgers = { payable: true, receivable: false, cash: true };
    on.datev.setBasics('455148-1', {
      fiscalYears: [{ start: '2025-07-01', end: '2026-06-30', accountLength: 4, ledgers }],
      accountLength: 6,
      payableFolders: ['Kreditoren', 'Reisekosten'],
    });
    expect(read(createJob(on, { ...PAYABLE, accounting_month: '2026-06' }))).toMatchObject({
      account_length: 6,
      ledger_folder_names: ['Kreditoren', 'Reisekosten'],
    });
    expect(createJob(on, { ...PAYABLE, accounting_month: '2026-07' }).status).toBe(201);
    const receivable = { import_type: 'accountsReceivableLedgerImport', accounting_month: '2026-06' };
    expect(refusal(createJob(on, receivable))).toBe('400 #DCO01002');
    on.datev.setBasics('455148-1', { documentManagement: false });
    expect(refusal(createJob(on, {}))).toBe('400 #DCO01002');
  });

  it('is no longer made nor fed on the new Belege online', () => {
    const on = bench();
    const { id } = read(createJob(on));
    on.datev.setNewBelege('455148-1', true);
    expect(refusal(createJob(on))).toBe('400 #DCO01301');
    expect(refusal(uploadTo(on, id))).toBe('400 #DCO01301');
  });

  it('answers to its id dashed, undashed and in any case, in its Mandant and world only', () => {
    const on = bench();
    const { id } = read(createJob(on));
    for (const one of [id, id.toLowerCase(), id.replaceAll('-', '')])
      expect(read(dxso(on, `${JOBS}/${one}`))).toEqual({ id, status: 0 });
    on.datev.setService('455148-2', 'Rechnungsdatenservice 1.0', true);
    expect(refusal(dxso(on, `/clients/455148-2/dxso-jobs/${id}`))).toBe('404');
    expect(refusal(dxso(on, `${JOBS}/${id.slice(1)}`))).toBe('404');
  });

  it('can be deleted while it is open, and is unknown then', () => {
    const on = bench();
    const { id } = read(createJob(on));
    const gone = dxso(on, `${JOBS}/${id}`, { method: 'DELETE' });
    expect([gone.status, gone.body]).toEqual([204, '']);
    expect(refusal(dxso(on, `${JOBS}/${id}`))).toBe('404');
    expect(refusal(dxso(on, `${JOBS}/${id}/protocol-entries`))).toBe('404');
    expect(refusal(dxso(on, `${JOBS}/${id}`, { method: 'DELETE' }))).toBe('404');
    expect(refusal(finish(on, id))).toBe('404');
    expect(refusal(uploadTo(on, id))).toBe('400 #DCO01003');
    expect(on.datev.dxsoJobs()).toEqual([]);
  });
});

describe('a file for a job', () => {
  it('is kept under a name of allowed characters; the same name again replaces it', () => {
    const on = bench();
    const { id } = read(createJob(on));
    const first = uploadTo(on, id, { filename: 'Rechnung „Süd“ & Ço_(1)+#2.PDF' });
    expect([first.status, read(first), first.wrong]).toEqual([201, {}, []]);
    uploadTo(on, id, { filename: 'u\u0308.xml', content: 'one' });
    uploadTo(on, id, { filename: 'u_.xml', content: 'other' });
    expect(on.datev.dxsoJobs()[0]?.files).toMatchObject([
      { name: 'Rechnung _Süd_ & Ço_(1)+_2.PDF', bytes: 8 },
      { name: 'u_.xml', bytes: 5 },
    ]);
  });

  it('has at most 20 MB', () => {
    const on = bench();
    const { id } = read(createJob(on));
    expect(uploadTo(on, id, { content: bytes(20_000_000) }).status).toBe(201);
    expect(refusal(uploadTo(on, id, { content: bytes(20_000_001) }))).toBe('400 #DCO01016');
  });

  it.each([
    ['a package', { filename: 'belege.zip' }, '#DCO01015'],
    ['a program', { filename: 'a.exe' }, '#DCO01015'],
    ['a name without extension', { filename: 'document' }, '#DCO01015'],
    ['another part', { name: 'file' }, '#DCO01004'],
    ['no file name', { filename: undefined }, '#DCO01004'],
    ['an empty file name', { filename: '' }, '#DCO01004'],
  ])('is refused: %s', (_, part, code) => {
    const on = bench();
    const { id } = read(createJob(on));
    expect(refusal(uploadTo(on, id, part as object))).toBe(`400 ${code}`);
  });

  it('comes alone, in a whole multipart body', () => {
    const on = bench();
    const { id } = read(createJob(on));
    const file = { name: 'files', filename: 'a.pdf', content: 'x' };
    const send = (body: Uint8Array, type: string = MULTIPART['content-type']) =>
      refusal(dxso(on, `${JOBS}/${id}/files`, { method: 'POST', body, headers: { 'content-type': type } }));
    const wrong = '400 #DCO01004';
    expect(send(multipart(file, { ...file, filename: 'b.pdf' }))).toBe(wrong);
    expect(send(multipart())).toBe(wrong);
    expect(send(multipart(file).subarray(0, -8))).toBe(wrong);
    expect(send(Buffer.from('no multipart'))).toBe(wrong);
    expect(send(multipart(file), 'multipart/form-data')).toBe(wrong);
    expect(send(multipart(file), 'application/octet-stream')).toBe(wrong);
    expect(send(Buffer.from(multipart(file)).subarray(2))).toBe(wrong);
    expect(on.datev.dxsoJobs()[0]?.files).toEqual([]);
  });
});

describe('finalising', () => {
  it('wants a merge patch with ready as text, once', () => {
    const on = bench();
    const { id } = read(createJob(on));
    const put = (body: Uint8Array, type: string) =>
      dxso(on, `${JOBS}/${id}`, { method: 'PUT', headers: { 'content-type': type }, body });
    expect(refusal(put(json({ ready: 'true' }), 'application/json'))).toBe('400 #DCO01001');
    expect(refusal(put(Buffer.from('{'), 'application/merge-patch+json'))).toBe('400 #DCO01008');
    expect(refusal(finish(on, id, { ready: true }))).toBe('400 #DCO01001');
    expect(refusal(finish(on, id, { ready: 'false' }))).toBe('400 #DCO01001');
    const done = finish(on, id);
    expect([done.status, done.body, done.wrong]).toEqual([204, '', []]);
    expect(refusal(finish(on, id))).toBe('400 #DCO01007');
    expect(refusal(uploadTo(on, id))).toBe('400 #DCO01007');
    expect(refusal(dxso(on, `${JOBS}/${id}`, { method: 'DELETE' }))).toBe('400 #DCO01007');
  });

  it('puts the job to work until it is due', () => {
    const on = bench();
    on.datev.setPending(60_000);
    const { id } = read(createJob(on));
    finish(on, id);
    on.advance(59_999);
    expect(statusAt(on, id)).toBe(1);
    on.advance(1);
    expect(statusAt(on, id)).toBe(3);
  });
});

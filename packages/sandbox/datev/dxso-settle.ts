import { uuidOf } from './chance';
import { type Judged, judgePackage, type Named } from './dxso-judge';
import { type DxsoEnd, type DxsoEndStatus, inMandant, type Notice, type StoredDxsoJob } from './dxso-model';
import type { Mandant, State } from './model';

/** Ends every finalised job whose time has come, the earlier first: a GUID counts for the one that ends first. */
export function settleDxso(state: State, now: number): void {
  const due = state.dxso.jobs.filter((job) => job.ended === undefined && (job.dueAt ?? now + 1) <= now);
  for (const job of [...due].sort((one, other) => (one.dueAt ?? 0) - (other.dueAt ?? 0))) {
    const mandant = state.mandanten[job.environment].find(({ id }) => id === job.mandant);
    if (mandant === undefined) throw new Error('a dxso-job without its Mandant');
    const ended = { ...processed(state, job, mandant), at: job.dueAt ?? now };
    state.dxso.jobs = state.dxso.jobs.map((one) => (one.id === job.id ? { ...job, ended } : one));
  }
}

type Ended = { readonly status: DxsoEndStatus; readonly notices: readonly Notice[] };

function processed(state: State, job: StoredDxsoJob, mandant: Mandant): Ended {
  const judged = judgePackage(job, mandant);
  if (job.forced !== undefined) return asOrdered(state, job, { judged, end: job.forced });
  if (judged.fatal.length > 0) return { status: 3, notices: judged.fatal };
  const { notices, met } = take(state, job, judged.whole);
  if (judged.broken.length === 0) return { status: 2, notices };
  return { status: met === 0 ? 3 : 4, notices: [...notices, ...judged.broken] };
}

/** Takes whole documents over. A GUID that is in Belege online already is told and skipped, "the rest is processed". */
function take(
  state: State,
  job: StoredDxsoJob,
  documents: readonly Named[],
): { readonly notices: readonly Notice[]; readonly met: number } {
  const notices = documents.flatMap((document) => {
    if (document.guid !== undefined && isInBelege(state, job, document.guid)) return [known(document)];
    const { guid, datafile, files } = document;
    state.dxso.taken.push({
      ...{ environment: job.environment, mandant: job.mandant, jobId: job.id, files },
      ...(datafile === undefined ? {} : { datafile }),
      ...(guid === undefined ? {} : { guid }),
    });
    return takenOver(state, document);
  });
  return { notices, met: documents.length };
}

/** Both APIs put documents into the same Belege online. */
export function isInBelege(
  state: State,
  where: Pick<StoredDxsoJob, 'environment' | 'mandant'>,
  guid: string,
): boolean {
  return [...state.dxso.taken, ...state.documents]
    .filter(inMandant(where.environment, where.mandant))
    .some((one) => one.guid?.toLowerCase() === guid.toLowerCase());
}

function known(document: Named): Notice {
  const filename = document.files[0] ?? document.datafile;
  return {
    text: 'Der Beleg ist in Belege online bereits vorhanden und wurde nicht erneut übernommen.',
    type: 'warning',
    context: receiptId(document.guid ?? ''),
    ...(filename === undefined ? {} : { filename }),
  };
}

const BOOKS: Readonly<Record<string, string>> = {
  accountsPayableLedger: 'Rechnungseingangsbuch',
  accountsReceivableLedger: 'Rechnungsausgangsbuch',
  cashLedger: 'Kassenbuch',
};

function takenOver(state: State, { guid, datafile, ledger, files }: Named): readonly Notice[] {
  const book = BOOKS[ledger ?? ''] ?? 'Belege online';
  const images = files.map((filename, at): Notice => {
    state.serial += 1;
    const id = at === 0 && guid !== undefined ? guid : uuidOf(state.seed, 'image', state.serial);
    const text = 'wurde in die Belegverwaltung übernommen!';
    return { text, type: 'information', context: receiptId(id), filename };
  });
  if (datafile === undefined) return images;
  const text = `Rechnungsinformation wurden an ${book} übergeben`;
  return [...images, { text, type: 'information', filename: datafile }];
}

function receiptId(guid: string): string {
  return `Beleg-ID Nr. ${guid.replaceAll('-', '').toUpperCase()}`;
}

const ORDERED: Readonly<Record<DxsoEndStatus, Notice>> = {
  2: { text: 'Die Verarbeitung wurde abgeschlossen.', type: 'information' },
  3: { text: 'Die Verarbeitung wurde wegen eines Fehlers abgebrochen.', type: 'error' },
  4: { text: 'Der Beleg konnte nicht verarbeitet werden.', type: 'error' },
  5: { text: 'Der Import wurde in Belege online storniert.', type: 'information' },
  6: { text: 'Der Import konnte in Belege online nicht storniert werden.', type: 'warning' },
};

/**
 * 2 and 6 (asked to be cancelled, but it stands) take every whole document, 4 all but those whose files the ordered
 * entries name as errors or, without any, the last one; 3 and 5 take nothing.
 */
function asOrdered(
  state: State,
  job: StoredDxsoJob,
  { judged, end }: { readonly judged: Judged; readonly end: DxsoEnd },
): Ended {
  const { status } = end;
  if (status === 3 || status === 5) return { status, notices: end.entries ?? [ORDERED[status]] };
  if (status !== 4) {
    const { notices } = take(state, job, judged.whole);
    return { status, notices: [...notices, ...(end.entries ?? [ORDERED[status]])] };
  }
  const left = leftOut(judged.whole, end.entries ?? []);
  const filename = left[0]?.datafile ?? left[0]?.files[0];
  const { notices } = take(
    state,
    job,
    judged.whole.filter((one) => !left.includes(one)),
  );
  const said = end.entries ?? [{ ...ORDERED[4], ...(filename === undefined ? {} : { filename }) }];
  return { status, notices: [...notices, ...said] };
}

function leftOut(whole: readonly Named[], entries: readonly Notice[]): readonly Named[] {
  const errors = entries.filter(({ type }) => type === 'error').map(({ filename }) => filename);
  const named = whole.filter(({ datafile, files }) =>
    [datafile, ...files].some((name) => name !== undefined && errors.includes(name)),
  );
  return named.length > 0 ? named : whole.slice(-1);
}

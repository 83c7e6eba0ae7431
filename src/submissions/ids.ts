import type { Environment } from './environment';

type Sha256 = (text: string) => string;

/** Ids are made from what a submission stands for, so that the same thing found twice is one submission. */
export function idsBy(sha256: Sha256) {
  const idOf = (what: string) => `s${sha256(what).slice(0, 15)}`;
  return {
    /** One per Mandant and content: the same file handed in twice is the same submission, so it cannot be booked twice. */
    file: (mandant: string, hash: string) => idOf(`file|${mandant}|${hash}`),
    /** The same where that one belongs to the other environment of DATEV. */
    fileIn: (environment: Environment, mandant: string, hash: string) =>
      idOf(`file|${environment}|${mandant}|${hash}`),
    /** One per job that another program sent. */
    job: (mandant: string, jobId: string) => idOf(`job|${mandant}|${jobId}`),
    /** One run per pipeline, period and revision. */
    run: (pipeline: string, period: string, revision: number) =>
      idOf(`run|${pipeline}|${period}|${revision}`),
    /** One per file that an execution of a run made. */
    produced: (run: string, revision: number, part: number) => idOf(`produced|${run}|${revision}|${part}`),
    /** DATEV's GUID of an image: the same Mandant and content always give the same one. */
    document: (mandant: string, hash: string) => guidOf(sha256(`${mandant}|${hash}`)),
  };
}

/** A UUID in the form of version 4, which DATEV's example has; it is made of a hash, so it is always the same. */
function guidOf(hash: string): string {
  const variant = '89ab'.charAt(Number.parseInt(hash.charAt(16), 16) % 4);
  const hex = `${hash.slice(0, 12)}4${hash.slice(13, 16)}${variant}${hash.slice(17, 32)}`;
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

import { type BasicsChange, changedBasics } from './basics';
import { faultOf } from './catalogue';
import type { Core } from './core';
import { isDcoCode } from './dco';
import { changeJob, plain } from './dxso-jobs';
import {
  type DxsoEndStatus,
  type DxsoStatus,
  type DxsoTaken,
  type ImportType,
  type Notice,
  statusOf,
} from './dxso-model';
import type { Environment } from './environment';
import { settleDue } from './jobs';
import { changeMandant } from './mandanten';
import type { AnswerFault, StoredDocument } from './model';
import type { Operation } from './route';

export type DxsoJobView = {
  readonly environment: Environment;
  readonly mandant: string;
  readonly id: string;
  readonly status: DxsoStatus;
  readonly importType?: ImportType;
  readonly month?: string;
  readonly files: readonly { readonly name: string; readonly bytes: number; readonly sha256: string }[];
  readonly program: string;
  readonly createdAt: number;
  readonly finalisedAt?: number;
};

/** The levers and views of accounting:dxso-jobs and accounting:documents. */
export type DcoControls = {
  /** The next finalised jobs end so instead of by the fake's own check; `entries` are what the protocol then says. */
  endDxsoNext(end: {
    readonly status: DxsoEndStatus;
    readonly entries?: readonly Notice[];
    readonly mandant?: string;
    readonly times?: number;
  }): void;
  /** The next such calls are answered with this code: `#DCO…` for these two APIs, `10088…` for the other two. */
  refuseNext(refusal: {
    readonly operation: Operation;
    readonly code: string;
    readonly status: number;
    readonly mandant?: string;
    readonly times?: number;
  }): void;
  /** On: the Mandant has gone over to the new Belege online, which takes no dxso-jobs. */
  setNewBelege(mandant: string, on: boolean): void;
  setBasics(mandant: string, basics: BasicsChange): void;
  /** Names only; category and side follow from `eingang` and `ausgang` in them. */
  setDocumentTypes(mandant: string, names: readonly string[]): void;
  /** From now on the job's protocol is 404, as after about two months. */
  dropProtocol(jobId: string): void;
  /** Every job that was not deleted, in the order they were made. */
  dxsoJobs(): readonly DxsoJobView[];
  /** Every file accounting:documents took. */
  documents(): readonly StoredDocument[];
  /** The documents of finished jobs that got into Belege online. */
  dxsoTaken(): readonly DxsoTaken[];
  /** Where a program broke a rule that DATEV documents and does not enforce. */
  dxsoBreaches(): readonly string[];
};

export function dcoControls(core: Core): DcoControls {
  return { ...orders(core), ...levers(core), ...views(core) };
}

function orders(core: Core): Pick<DcoControls, 'endDxsoNext' | 'refuseNext' | 'dropProtocol'> {
  return {
    endDxsoNext: ({ times = 1, ...end }) => {
      for (let n = 0; n < times; n += 1) core.state.dxso.ends.push(structuredClone(end));
    },
    refuseNext: ({ times = 1, ...refusal }) => {
      const fault: AnswerFault = refusal;
      if (!isDcoCode(refusal.code)) faultOf(refusal.code);
      for (let n = 0; n < times; n += 1) core.state.answerFaults.push(fault);
    },
    dropProtocol: (jobId) => {
      if (!core.state.dxso.jobs.some(({ id }) => plain(id) === plain(jobId)))
        throw new Error(`no dxso-job ${jobId} in the fake DATEV`);
      changeJob(core.state, jobId, { protocolDropped: true });
    },
  };
}

function levers(core: Core): Pick<DcoControls, 'setNewBelege' | 'setBasics' | 'setDocumentTypes'> {
  return {
    setNewBelege: (mandant, newBelege) =>
      changeMandant(core.state, mandant, (before) => ({ ...before, newBelege })),
    setBasics: (mandant, change) =>
      changeMandant(core.state, mandant, (before) => ({
        ...before,
        basics: changedBasics(before.basics, change),
      })),
    setDocumentTypes: (mandant, names) =>
      changeMandant(core.state, mandant, (before) => ({ ...before, documentTypes: [...names] })),
  };
}

function views(core: Core): Pick<DcoControls, 'dxsoJobs' | 'documents' | 'dxsoTaken' | 'dxsoBreaches'> {
  const settled = () => {
    settleDue(core.state, core.world.clock.now());
    return core.state;
  };
  return {
    dxsoJobs: () => dxsoJobViews(settled().dxso.jobs),
    documents: () => structuredClone(core.state.documents),
    dxsoTaken: () => structuredClone(settled().dxso.taken),
    dxsoBreaches: () => [...core.state.dxso.breaches],
  };
}

type Jobs = Core['state']['dxso']['jobs'];
export function dxsoJobViews(jobs: Jobs): readonly DxsoJobView[] {
  return jobs.map((job) => {
    const { environment, mandant, id, importType, month, files, program, createdAt, finalisedAt } = job;
    return {
      ...{ environment, mandant, id, status: statusOf(job) },
      ...(importType === undefined ? {} : { importType }),
      ...(month === undefined ? {} : { month }),
      files: files.map(({ name, bytes, sha256 }) => ({ name, bytes, sha256 })),
      ...{ program, createdAt },
      ...(finalisedAt === undefined ? {} : { finalisedAt }),
    };
  });
}

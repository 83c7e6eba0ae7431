import type { DatevWords } from '../word-parts';
import { DCO_OF_FILES } from './dco-words-files';
import { DCO_OF_JOBS } from './dco-words-jobs';
import { DCO_OF_PROGRAM } from './dco-words-program';
import { DCO_OF_STAPLES } from './dco-words-staple';

/** The documented codes of the documents and dxso-jobs APIs (OpenAPI documents 2.1.12, dxso-jobs 2.1.7). */
export const DCO_CODES = [
  'DCO01001',
  'DCO01002',
  'DCO01003',
  'DCO01004',
  'DCO01005',
  'DCO01006',
  'DCO01007',
  'DCO01008',
  'DCO01009',
  'DCO01010',
  'DCO01012',
  'DCO01013',
  'DCO01015',
  'DCO01016',
  'DCO01017',
  'DCO01018',
  'DCO01019',
  'DCO01020',
  'DCO01127',
  'DCO01215',
  'DCO01216',
  'DCO01217',
  'DCO01218',
  'DCO01219',
  'DCO01220',
  'DCO01222',
  'DCO01223',
  'DCO01224',
  'DCO01225',
  'DCO01226',
  'DCO01227',
  'DCO01228',
  'DCO01229',
  'DCO01230',
  'DCO01231',
  'DCO01232',
  'DCO01233',
  'DCO01234',
  'DCO01240',
  'DCO01241',
  'DCO01242',
  'DCO01243',
  'DCO01245',
  'DCO01246',
  'DCO01247',
  'DCO01248',
  'DCO01249',
  'DCO01250',
  'DCO01251',
  'DCO01252',
  'DCO01253',
  'DCO01300',
  'DCO01301',
] as const;

export type DcoCode = (typeof DCO_CODES)[number];

/** A code without words in both languages does not compile. */
export const DCO_WORDS: Readonly<Record<DcoCode, DatevWords>> = {
  ...DCO_OF_FILES,
  ...DCO_OF_JOBS,
  ...DCO_OF_PROGRAM,
  ...DCO_OF_STAPLES,
};

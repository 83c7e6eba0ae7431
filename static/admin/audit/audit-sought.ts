import type { Place } from '../../shared/page/address';
import type { PlainWord } from '../../shared/texts/lang';

/** By what people look for changes, in words. */
export const AREAS = {
  settings: 'areaSettings',
  connection: 'areaConnection',
  mandant: 'areaMandant',
  looker: 'areaLooker',
  hooks: 'areaHooks',
  pipeline: 'areaPipeline',
  mapping: 'areaMapping',
  accounts: 'areaAccounts',
} as const satisfies Readonly<Record<string, PlainWord>>;
type Area = keyof typeof AREAS;

/** Of the last so many days. */
export const DAYS = [7, 30, 365] as const;

/** What an address looks for; what nobody can choose here is left out. */
export function soughtOf({ area, by, days }: Place['query']) {
  const [isArea, isDays] = [
    area !== undefined && Object.hasOwn(AREAS, area),
    DAYS.some((n) => `${n}` === days),
  ];
  return {
    ...(isArea ? { area: area as Area } : {}),
    ...(by === undefined ? {} : { by: by.slice(0, 128) }),
    ...(isDays ? { days: Number(days) as (typeof DAYS)[number] } : {}),
  };
}

/**
 * Looker's types of columns, as far as a mapping minds them. Dimensions have `number`, `string`, `yesno`, `date_date`,
 * `date_month` and the like, measures the name of what they do: `sum`, `count`, `average`.
 */
const OTHERS = /^(?:string|yesno|zipcode|tier|bin|location|distance|list|unquoted|html|date|time|duration)/;

/** What a type holds, as people call it. */
export function kindOfType(type: string): 'Number' | 'Day' | 'Time' | 'YesNo' | 'Text' {
  if (isDayType(type)) return 'Day';
  if (/^(?:date|time)/.test(type)) return 'Time';
  if (type === 'yesno') return 'YesNo';
  return isNumberType(type) ? 'Number' : 'Text';
}

/** Whether values of a type are numbers. */
export function isNumberType(type: string): boolean {
  return !OTHERS.test(type);
}

/** Whether values of a type are days, or times that lie in one. */
export function isDayType(type: string): boolean {
  return /^(?:date|time)/.test(type) && !/_(?:month|quarter|week|year|hour|day_of|time_of|fiscal)/.test(type);
}

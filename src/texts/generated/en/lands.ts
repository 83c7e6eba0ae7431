// Made of locales/ by `npm run texts`.
import type { Room } from '../../message';

export const room: Room = {
  "land.BW": "Baden-Württemberg",
  "land.BY": "Bavaria",
  "land.BE": "Berlin",
  "land.BB": "Brandenburg",
  "land.HB": "Bremen",
  "land.HH": "Hamburg",
  "land.HE": "Hesse",
  "land.MV": "Mecklenburg-Vorpommern",
  "land.NI": "Lower Saxony",
  "land.NW": "North Rhine-Westphalia",
  "land.RP": "Rhineland-Palatinate",
  "land.SL": "Saarland",
  "land.SN": "Saxony",
  "land.ST": "Saxony-Anhalt",
  "land.SH": "Schleswig-Holstein",
  "land.TH": "Thuringia",
};

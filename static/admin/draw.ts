import { drawing } from '../render';
import { Admin } from './admin';

export const draw = drawing(() => Admin);

import { answersArriveFrom } from '../harness/answers-arrive.mjs';

answersArriveFrom('firefox');

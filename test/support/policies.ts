/** A policy that allows every change, so that no approval hides what is refused for another reason. */
export const ALLOWS_EVERYTHING = `version: 1
rules:
  - when: { grade: [none, cosmetic, narrowing, broadening, mixed] }
    demand: allow
  - when: { flag: [lock-out, interruption, refused-role, offboarding, onboarding] }
    demand: allow
  - when: { tooling: "*" }
    demand: allow
`;

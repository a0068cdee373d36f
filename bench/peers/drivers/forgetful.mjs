// A ledger that keeps nothing, to tell what keeping costs. Only what asking a model needs is there.
export const forgetful = {
  findReply: async () => undefined,
  beginCall: async () => ({ earlier: 0 }),
  sendCall: () => {},
  withdrawCall: async () => {},
  recordReplies: async (replies) => replies,
  sync: async () => {},
  rememberChoice: async (_name, value) => value,
  findChoice: async () => undefined,
  close: async () => {},
};

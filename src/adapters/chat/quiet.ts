import { BaseCallbackHandler } from "@langchain/core/callbacks/base";

/** Takes the name of a handler that LangChain would add by itself, and does nothing under it. */
function silent(name: string): BaseCallbackHandler {
  return Object.assign(BaseCallbackHandler.fromMethods({}), {
    name,
    ignoreLLM: true,
    ignoreChain: true,
    ignoreAgent: true,
    ignoreRetriever: true,
    updateFromRunTree: () => {},
  });
}

/**
 * Callbacks that keep prompts on this machine. Variables such as LANGSMITH_TRACING make LangChain add a handler that
 * uploads every prompt and reply, and LANGCHAIN_VERBOSE one that prints them, unless handlers of those names are there.
 */
export const QUIET = [silent("langchain_tracer"), silent("console_callback_handler")];

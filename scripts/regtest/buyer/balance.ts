import { getChainBalance, getChannels, type AuthenticatedLnd } from "lightning";

/** What a node owns, in satoshi: in its channels, on the other side of them, and on chain. */
export interface Balance {
  channelSat: number;
  remoteSat: number;
  chainSat: number;
}

/** Satoshi as LND counts them; shown to a person, never computed with. */
export async function readBalance(lnd: AuthenticatedLnd): Promise<Balance> {
  const [{ channels }, { chain_balance: chainSat }] = await Promise.all([
    getChannels({ lnd }),
    getChainBalance({ lnd }),
  ]);
  return {
    channelSat: channels.reduce((sum, channel) => sum + channel.local_balance, 0),
    remoteSat: channels.reduce((sum, channel) => sum + channel.remote_balance, 0),
    chainSat,
  };
}

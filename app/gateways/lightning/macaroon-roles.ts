/** The seven hands of the hub on a LND node, each with a macaroon that can do its own work and nothing else. */
export type MacaroonRole = "receive" | "escrow" | "payout" | "monitor" | "anchor" | "chain" | "cancel";

export interface MacaroonGrant {
  /** Distinct, so that one macaroon can be revoked alone (`lncli deletemacaroonid`). */
  rootKeyId: string;
  /** Full gRPC method names; LND's coarser `invoices:write` would let whoever receives settle and cancel too. */
  methods: readonly string[];
}

const lightning = (...names: string[]) => names.map((name) => `/lnrpc.Lightning/${name}`);
const invoices = (...names: string[]) => names.map((name) => `/invoicesrpc.Invoices/${name}`);
const router = (...names: string[]) => names.map((name) => `/routerrpc.Router/${name}`);
const wallet = (...names: string[]) => names.map((name) => `/walletrpc.WalletKit/${name}`);

const BLOCKS = "/chainrpc.ChainNotifier/RegisterBlockEpochNtfn";

/** What each role may call. */
export const GRANTS: Readonly<Record<MacaroonRole, MacaroonGrant>> = {
  receive: {
    rootKeyId: "21001",
    methods: [
      ...lightning("GetInfo", "AddInvoice", "LookupInvoice", "SubscribeInvoices", "ListInvoices", "DecodePayReq"),
      ...invoices("AddHoldInvoice", "SubscribeSingleInvoice"),
    ],
  },
  escrow: {
    rootKeyId: "21002",
    methods: [
      ...invoices("SettleInvoice", "CancelInvoice", "SubscribeSingleInvoice"),
      ...lightning("LookupInvoice", "GetInfo"),
      BLOCKS,
    ],
  },
  payout: {
    rootKeyId: "21003",
    methods: [
      ...router("SendPaymentV2", "TrackPaymentV2", "EstimateRouteFee"),
      ...lightning("QueryRoutes", "DecodePayReq", "GetInfo", "ListPayments", "GetTransactions"),
      // Signed before it is published, so that the hub can write down what it is about to send.
      ...wallet("EstimateFee", "FundPsbt", "FinalizePsbt", "ReleaseOutput", "PublishTransaction"),
      BLOCKS,
    ],
  },
  monitor: {
    rootKeyId: "21004",
    methods: [
      ...lightning(
        "GetInfo",
        "ListChannels",
        "PendingChannels",
        "ChannelBalance",
        "WalletBalance",
        "ForwardingHistory",
        "FeeReport",
        "DescribeGraph",
        "SubscribeChannelBackups",
        "ExportAllChannelBackups",
        "VerifyChanBackup",
      ),
      ...router("QueryMissionControl", "QueryProbability", "GetMissionControlConfig"),
    ],
  },
  anchor: {
    rootKeyId: "21005",
    methods: wallet("SendOutputs", "EstimateFee"),
  },
  // Makes addresses and sees what comes to the wallet; spends nothing.
  chain: {
    rootKeyId: "21006",
    methods: [...lightning("GetInfo", "NewAddress", "GetTransactions", "SubscribeTransactions"), BLOCKS],
  },
  // Takes back invoices that ask for more than is still due; settles none, and makes none.
  cancel: {
    rootKeyId: "21007",
    methods: [...invoices("CancelInvoice"), ...lightning("LookupInvoice", "GetInfo")],
  },
};

/**
 * A mint on the same node: it takes payments and makes them. cdk-mintd asks for no more; Nutshell reads the balance of
 * the channels as well, once when it starts. Paying in parts (NUT-15) would need `SendToRouteV2`, and is not offered.
 */
export const MINT_GRANT: MacaroonGrant = {
  rootKeyId: "21008",
  methods: [
    ...lightning("AddInvoice", "LookupInvoice", "SubscribeInvoices", "ChannelBalance"),
    ...router("SendPaymentV2", "TrackPaymentV2"),
  ],
};

/** What no role of the hub may ever do, beside what only the other roles may. */
export const NEVER: readonly string[] = [
  ...lightning("BakeMacaroon", "SendCoins", "SendMany", "OpenChannelSync", "CloseChannel", "SignMessage", "StopDaemon"),
  ...wallet("SignPsbt", "BumpFee"),
  ...router("SendToRouteV2"),
];

/**
 * The methods of the `lightning` package that the running hub uses, from their own folders: the package's
 * front door loads all of its 150 methods, which costs 5 MB and 40 ms at every start.
 */
export { getWalletInfo } from "lightning/lnd_methods/info/index.js";
export { cancelHodlInvoice, settleHodlInvoice } from "lightning/lnd_methods/invoices/index.js";

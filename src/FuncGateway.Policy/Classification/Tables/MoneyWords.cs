namespace FuncGateway.Policies.Classification.Tables;

/// <summary>Words for money.</summary>
internal static class MoneyWords
{
    public const string Verbs = """
        pay purchase buy sell refund withdraw donate unstake repay payout topup airdrop liquidate remit reimburse
        overpay prepay cashout disburse debit onramp offramp
        """;

    /// <summary>Words that may be verbs of moving money or nouns.</summary>
    public const string MaybeVerbs = "transfer swap stake trade order charge deposit bid tip fund bill invoice checkout bridge mint burn claim redeem settle wire invest lend borrow payment";

    /// <summary>Nouns that make a verb of writing or running financial, as in <c>create_payment_link</c>.</summary>
    public const string Nouns = """
        payment payments payout payouts refund refunds charge charges checkout subscription subscriptions dispute disputes funds money escrow loan payroll salary
        usdc usdt eth btc sol sats crypto coin coins bitcoin ethereum swap dividend settlement settlements liquidity
        """;

    /// <summary>Pairs that are financial only together: the verb, then its objects.</summary>
    public static readonly (string Verbs, string Objects)[] Pairs =
    [
        ("send transfer approve mint burn launch lock distribute", "token tokens nft nfts"),
        ("send sign submit broadcast execute", "transaction transactions tx swap trade transfer"),
        ("place submit execute limit market buy sell open close", "trade trades limitorder position positions"),
        ("send", "wallet"),
        ("place", "bet bets bid bids"),
        ("send issue finalize charge", "invoice invoices"),
        ("create make initiate schedule approve", "transfer transfers"),
        ("exercise", "option options position positions"),
        ("create place submit limit market trailing stop twap combo", "order orders"),
    ];

    /// <summary>Words that tell that an order, a transaction or a position is not one of money.</summary>
    public const string NotMoney = "draft file files ownership call issue issues repository repo data project domain owner database sql";

    /// <summary>What makes a verb of a description financial: "make a payment".</summary>
    public const string Moved = "payment payments payout payouts refund refunds checkout funds money usdc usdt eth btc sol sats";

    /// <summary>What a name ends in if something about money is kept, but none moved: <c>create_payment_webhook</c>.</summary>
    public const string KeptAboutMoney = "reminder reminders webhook webhooks alert alerts watchlist template templates report reports label labels tag tags settings preferences";

    /// <summary>What follows a word of money in a description if none is moved: "create a payment reminder".</summary>
    public const string AboutMoney = """
        method methods reminder reminders term terms status page settings data information history details event events webhook webhooks alert alerts
        template templates
        """;

    /// <summary>What is subscribed to without paying.</summary>
    public const string FreeSubscriptions = "event events webhook webhooks notification notifications pubsub topic topics alert alerts push channel graphql feed calendar";
}

namespace FuncGateway.Policies.Classification.Tables;

/// <summary>Words for reading.</summary>
internal static class ReadWords
{
    public const string Verbs = """
        get read fetch find retrieve describe lookup look inspect browse count analyze analyse compare summarize summarise explain validate verify
        detect discover enumerate identify calculate compute infer predict classify extract parse translate transcribe ping whoami grep recall
        recommend suggest introspect observe visualize assess critique rank crawl scrape load tail peek lint aggregate filter sort sample match
        traverse walk whois geocode traceroute nslookup probe reason echo ask estimate answer is has exists gather collect determine diagnose measure
        investigate interpret learn ocr explore examine locate obtain decompile disassemble decode rerank correlate proofread hget hgetall hexists
        hkeys hvals lrange llen smembers sismember scard zrange zscore zcard xrange mget ls
        """;

    /// <summary>Verbs of reading that are used as nouns too, so that a verb at the end of the name takes precedence: <c>search_index_delete</c>.</summary>
    public const string NounsToo = "list search query show view check scan preview review monitor watch profile trace test audit report snapshot screenshot diff";

    /// <summary>Words that may be verbs of reading if nothing else is known.</summary>
    public const string MaybeVerbs = "track download export evaluate resolve select dump choose pick think thinking sequentialthinking simulate capture cat head stat glob quote poll score forecast benchmark research access map blame checksum hash grab ps pwd df du ttl";

    /// <summary>Verbs that begin descriptions of reading tools but mean something else in names (a return of goods).</summary>
    public const string OfDescriptions = "return returns returning provide provides display displays give gives output outputs";

    /// <summary>Facts about a thing: a name without a clear verb that ends in one is read, as in <c>payment_status</c>.</summary>
    public const string Facts = """
        status detail details info information history stat stats statistics metric metrics metadata summary summaries overview balance balances price
        prices pricing rate rates schema schemas state health version versions capacity usage analytics availability list count counts lookup
        leaderboard ranking rankings size sizes insight insights trend trends qualifiers forecast performance breakdown timeline uptime progress level
        levels length outline structure hierarchy quality speed reputation indicators
        """;

    /// <summary>Things that are read if the name has no verb at all and ends in one, as in <c>node_events</c>.</summary>
    public const string Things = """
        quote quotes limit limits type types options field fields feed feeds result results docs documentation guide guides category categories
        catalog log logs event events weather time date timezone help report reports top directories path paths name names tag tags labels definition
        definitions example examples context book calendar profile profiles news headlines articles stories users members contacts items files folders
        documents pages issues messages comments threads channels jobs tables columns databases indexes repositories branches commits projects tasks
        orders transactions accounts customers products capabilities tools servers resources models prompts permissions roles settings yield yields
        apy tvl gas positions portfolio holdings pools pairs markets ticker tickers candles chart charts sentiment overlap differences dependencies
        references symbols diagnostics errors alerts requests traces coordinates distance route directions matrix elevation tree replies discussions
        reviews xrefs output outputs nodes clusters pods containers services deployments notes sessions teams emails playlists tracks videos images
        questions answers topics sources variables keys dbsize esql markdown methods packages statement statements receivables payables gainers losers
        times directory values frames item queries data facts
        """;

    /// <summary>A name without a verb that ends in one of these is read, as in <c>sentiment_analysis</c>.</summary>
    public const string Actions = """
        analysis detection classification recognition translation summarization calculation verification validation estimation prediction recommendation
        recommendations comparison extraction evaluation transcription retrieval discovery inspection exploration assessment
        """;

    /// <summary>Verbs that look at a text without running it: a command, script or piece of code that they are given is only data.</summary>
    public const string OfTexts = "explain analyze analyse lint validate verify parse review compare translate summarize summarise classify describe detect check diff extract format highlight inspect";

    /// <summary>Verbs that calculate what would happen: an amount and a recipient that they are given do not move money.</summary>
    public const string OfCalculations = "estimate calculate compute simulate preview quote convert predict";

    /// <summary>Verbs that look at a payment without making it, if the name says that it is one: <c>verify_payment</c>, unlike <c>check_host</c>.</summary>
    public const string OfOutcomes = "validate verify check compare";
}

namespace FuncGateway.Policies.Flows.Tables;

/// <summary>Words for the legs of a toxic flow. Nouns are in the singular.</summary>
internal static class FlowWords
{
    /// <summary>What others write and a tool reads.</summary>
    public const string WrittenByOthers = """
        web website webpage site page url link html internet browser google bing brave tavily exa duckduckgo serp firecrawl scrape crawl
        mail email inbox gmail outlook imap
        issue ticket bug comment message thread channel conversation chat slack discord telegram whatsapp sms teams
        discussion review pull pr mr post tweet twitter reddit forum hackernews youtube feed rss news article blog wiki wikipedia
        calendar invitation invite attachment
        """;

    /// <summary>What is not for everybody.</summary>
    public const string Private = """
        file directory folder filesystem document doc drive sharepoint onedrive dropbox notion
        mail email inbox gmail outlook imap message conversation chat dm
        database db sql table record row warehouse bigquery postgres mysql sqlite mongo
        secret credential password vault env environment keychain
        customer client patient employee user contact lead crm account member order invoice payment payroll salary transaction
        repository repo git code commit branch gist
        calendar note memory clipboard history
        """;

    /// <summary>Where others read what is written.</summary>
    public const string ReadByOthers = """
        issue ticket comment message mail email pull pr mr review post page gist webhook channel thread discussion event tweet article wiki blog
        sms slack discord telegram
        """;

    /// <summary>Verbs that carry something to others.</summary>
    public const string Sending = """
        send post publish share reply comment email mail tweet retweet message notify broadcast forward submit invite upload push deliver dispatch
        transfer announce
        """;

    /// <summary>Verbs of writing, with which a thing that others read is made or changed.</summary>
    public const string Writing = "create add update edit write put insert append modify open set upsert make draft attach";

    /// <summary>Verbs that request an address.</summary>
    public const string Fetching = """
        fetch get read download crawl scrape browse navigate open visit load extract request post put curl wget goto screenshot preview import
        capture convert map ping call invoke http
        """;

    /// <summary>Names of parameters that hold an address, in lower case with an underscore between words.</summary>
    public const string Addresses = "url urls uri website website_url webhook webhook_url callback_url endpoint link href target_url page_url start_url image_url host hostname domain";
}

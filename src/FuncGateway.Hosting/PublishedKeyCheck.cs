using Microsoft.Extensions.Configuration;

namespace FuncGateway.Hosting;

/// <summary>Refuses published keys where the gateway is reachable by others: in Azure. On a developer's machine they are accepted.</summary>
internal sealed class PublishedKeyCheck(IConfiguration configuration)
{
    /// <summary>Set by the platform on every instance, depending on the plan; not set on a developer's machine.</summary>
    private static readonly string[] AzureOnly = ["WEBSITE_INSTANCE_ID", "WEBSITE_SKU"];

    private string? Platform => AzureOnly.FirstOrDefault(each => configuration.Find(each) is not null);

    public bool IsInAzure => Platform is not null;

    /// <summary>Returns a sentence that says what is published and what is accepted, without the key; null if the key may be used here.</summary>
    /// <param name="place">Where the key was found, as the subject of the sentence.</param>
    public string? WhatIsWrong(string place, string value) => Platform is { } platform && PublishedKeys.WhereFound(value) is { } where
        ? $"{place} contains {where}, and the gateway runs in Azure ({platform} is set). Accepted: a key of its own, such as '@secret:NAME' of a secret with 32 random bytes in base64; for storage, an account of its own."
        : null;
}

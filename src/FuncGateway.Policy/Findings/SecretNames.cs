namespace FuncGateway.Policies.Findings;

/// <summary>Names of parameters that ask for a secret.</summary>
internal static class SecretNames
{
    // Lower case without separators. "token" alone is not among them: it is a page token or a coin as often.
    private static readonly string[] Endings =
    [
        "password", "passwd", "passphrase", "apikey", "apitoken", "accesstoken", "authtoken", "bearertoken", "refreshtoken", "sessiontoken", "clientsecret", "secretkey",
        "apisecret", "privatekey", "accesskey", "sshkey", "seedphrase", "recoveryphrase", "mnemonic", "sessioncookie", "connectionstring", "credentials",
    ];

    public static bool Has(string parameter)
    {
        var key = string.Concat(parameter.Where(char.IsAsciiLetterOrDigit)).ToLowerInvariant();
        return key == "secret" || Array.Exists(Endings, ending => key.EndsWith(ending, StringComparison.Ordinal));
    }
}

using System.Net.Sockets;

namespace FuncGateway.LocalHost;

/// <summary>
/// The folder in which a local gateway keeps its keys, the data of Azurite and, while it runs, its address. <c>fgw</c> looks for the gateway in the same place.
/// </summary>
public static class LocalData
{
    public const string FolderName = ".funcgateway";
    public const string AdminKeyFile = "admin.key";
    private const string AddressFile = "address";
    private const int MaxAddressLength = 1000;
    private static readonly TimeSpan ListenTimeout = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Returns the data folder for when no setting names one: the nearest <c>.funcgateway</c> in the current directory or, inside the user's home, above; else that of
    /// the checkout; else one among the user's own data. It need not exist yet.
    /// </summary>
    public static string DefaultFolder() =>
        Candidates(Environment.CurrentDirectory, Environment.GetFolderPath(Environment.SpecialFolder.UserProfile, Environment.SpecialFolderOption.DoNotVerify)).FirstOrDefault(Directory.Exists)
            ?? Checkout.Find(FolderName)
            ?? OfUser("data");

    /// <summary>
    /// Lists where a data folder is looked for, the nearest first. Folders above that are not the user's, such as <c>/tmp</c>, are left out: somebody else could have put
    /// one there, with keys that they know.
    /// </summary>
    internal static IEnumerable<string> Candidates(string current, string home)
    {
        var above = Checkout.Upwards(current).ToArray();
        var own = Array.IndexOf(above, home);
        return above.Take(Math.Max(own + 1, 1)).Select(folder => Path.Combine(folder, FolderName));
    }

    /// <summary>Returns a folder among this user's data, whether or not it exists.</summary>
    internal static string OfUser(params string[] names)
    {
        var root = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        return root.Length > 0
            ? Path.Combine([root, "funcgateway", .. names])
            : throw new IOException("This user has no folder for application data. Set HOME, or name a folder for the gateway's data in the setting FuncGateway:DataFolder.");
    }

    /// <summary>Returns the address of the gateway that uses a data folder; null if none is running. One that was killed leaves its address behind.</summary>
    public static Uri? FindAddress(string folder)
    {
        try
        {
            return File.ReadLines(Path.Combine(folder, AddressFile)).FirstOrDefault() is { Length: <= MaxAddressLength } line
                && Uri.TryCreate(line.Trim(), UriKind.Absolute, out var address) && address.Scheme is "http" or "https" && address.IsLoopback ? address : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    // Moved into place, so that no reader sees half of it. The gateway runs without it too. Of two gateways with the same folder, the first keeps its address here.
    internal static void WriteAddress(string folder, string address)
    {
        if (FindAddress(folder) is { } other && other != new Uri(address) && Listens(other))
        {
            return;
        }

        var path = Path.Combine(folder, AddressFile);
        try
        {
            var written = $"{path}.{Guid.NewGuid():N}";
            File.WriteAllText(written, address + "\n");
            File.Move(written, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The folder is read-only. Commands then find the gateway only at its default address or by --url.
        }
    }

    private static bool Listens(Uri address)
    {
        using var client = new TcpClient();
        try
        {
            return client.ConnectAsync(address.Host, address.Port).Wait(ListenTimeout);
        }
        catch (AggregateException e) when (e.InnerException is SocketException)
        {
            return false;
        }
    }

    /// <summary>Deletes the address of a gateway that stops, unless another one has replaced it.</summary>
    internal static void DeleteAddress(string folder, string address)
    {
        try
        {
            if (FindAddress(folder) is { } current && current == new Uri(address))
            {
                File.Delete(Path.Combine(folder, AddressFile));
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // As after a kill: whoever reads the address finds nobody there.
        }
    }
}

namespace FuncGateway.Core;

/// <summary>The address at which people reach this process, in a host that knows it.</summary>
public interface IOwnAddress
{
    /// <summary>Returns null if only the settings say it.</summary>
    /// <exception cref="InvalidOperationException">The process does not listen yet.</exception>
    Uri? Find();
}

/// <summary>For hosts behind a front end, whose own address is not the one that people use.</summary>
internal sealed class AddressInSettings : IOwnAddress
{
    public Uri? Find() => null;
}
